import { hakro } from './remote-hakro-world.ts'
import { describeRemote } from './remote-suite.ts'

describeRemote(hakro)
