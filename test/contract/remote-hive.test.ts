import { hive } from './remote-hive-world.ts'
import { describeRemote } from './remote-suite.ts'

describeRemote(hive)
