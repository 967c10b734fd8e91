import { rackoFirst, rackoSecond } from './remote-racko-world.ts'
import { describeRemote } from './remote-suite.ts'

describeRemote(rackoFirst)
describeRemote(rackoSecond)
