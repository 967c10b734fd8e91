import type { Client } from '../../../shared/contract/contract.ts'
import type { AppError } from '../../../shared/contract/errors.ts'
import { longestEvidence, type EvidenceVerdict } from '../../../shared/contract/paper.ts'
import { err, ok, type Result } from '../../../shared/domain/result.ts'
import { digestOf } from '../paper/index.ts'

/** What is wrong with the chosen files, before anything was checked. */
export type FilesProblem = { readonly kind: 'noEvidence' } | { readonly kind: 'tooLarge'; readonly name: string }

export interface CheckedFile {
  readonly name: string
  readonly verdict: EvidenceVerdict
}

const isEvidence = ({ name }: File): boolean => name.toLowerCase().endsWith('.json')

/** Each evidence among the files, with all others as those that lie beside it. */
export async function checkFiles(
  client: Client,
  files: readonly File[],
): Promise<Result<readonly CheckedFile[], FilesProblem | AppError>> {
  const evidence = files.filter(isEvidence)
  if (evidence.length === 0) return err({ kind: 'noEvidence' })
  const tooLarge = evidence.find(({ size }) => size > longestEvidence)
  if (tooLarge !== undefined) return err({ kind: 'tooLarge', name: tooLarge.name })
  const beside: { name: string; sha256: string }[] = []
  for (const file of files.filter((each) => !isEvidence(each)))
    beside.push({ name: file.name, sha256: await digestOf(file) })
  const checked: CheckedFile[] = []
  for (const file of evidence) {
    const answer = await client.call('evidence.verify', { text: await file.text(), files: beside })
    if (!answer.ok) return answer
    checked.push({ name: file.name, verdict: answer.value })
  }
  return ok(checked)
}
