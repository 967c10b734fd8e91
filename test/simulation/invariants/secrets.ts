import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { apiKey } from '../template.ts'
import { broken } from './facts.ts'

/** I20: the key is in no file of the data folder. */
export function checkSecrets(device: { readonly name: string; readonly folder: string }): void {
  for (const file of readdirSync(device.folder, { recursive: true, encoding: 'utf8' })) {
    const path = join(device.folder, file)
    if (statSync(path).isFile() && readFileSync(path).includes(apiKey)) broken('I20', device, `the key is in ${file}`)
  }
}
