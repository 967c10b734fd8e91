/** `npm run demo`: the whole job without a screen, in under a minute. */
import { launch } from './lib/launch.js'

await launch('src/main/shells/demo/demo.ts')
