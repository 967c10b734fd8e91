import type { RemoteName } from '../../../shared/contract/connections.ts'
import { playHakoV0 } from './hako-v0/play.ts'
import { playHakoV1 } from './hako-v1/play.ts'
import { playHakro } from './hakro/play.ts'
import { playHive } from './hive/play.ts'
import { playRacko } from './racko/play.ts'
import type { Play } from './story.ts'

/** What is played for each remote that has a story. */
export const stories: Readonly<Partial<Record<RemoteName, Play>>> = {
  'hako-v1': playHakoV1,
  'hako-v0': playHakoV0,
  hakro: playHakro,
  racko: playRacko,
  hive: playHive,
}
