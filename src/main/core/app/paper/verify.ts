import { ok } from '../../../../shared/domain/result.ts'
import { unhurried } from '../../sync/unhurried.ts'
import type { SlowQueryHandler } from '../handlers.ts'
import { checking, concluded } from './verify-evidence.ts'

export const verify: SlowQueryHandler<'evidence.verify'> = async ({ ports }, _reader, { text, files }) =>
  ok(concluded(await unhurried(checking(text), ports), files))
