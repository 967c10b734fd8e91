import { benchPeers } from './peers.ts'
await benchPeers(Number(process.argv[2]), Number(process.argv[3]))
