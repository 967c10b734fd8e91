/** What a disk that lied about its writes can leave of a data folder: every damage is drawn, and says what it did. */
import { copyFileSync, existsSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Dice } from '../dice.ts'

/** `older`: a folder as it was some time before, to put its database beside the newer journal. */
export function damageFolder(directory: string, older: string | null, dice: Dice): string {
  if (older !== null && dice.chance(0.15)) return putBack(directory, older)
  const log = join(directory, 'hakomori.db-wal')
  const size = existsSync(log) ? statSync(log).size : 0
  if (size === 0 || dice.chance(0.15)) return damageLastLine(directory, dice)
  const bytes = Math.max(1, Math.round(size ** dice.next()))
  const done = damageTail(log, size, bytes, dice)
  return dice.chance(0.3) ? `${done}; ${tearLine(directory, dice)}` : done
}

function damageTail(path: string, size: number, bytes: number, dice: Dice): string {
  const how = dice.pick(['cut', 'zeroed', 'flipped', 'garbled'] as const)
  if (how === 'cut') truncateSync(path, size - bytes)
  else {
    const data = readFileSync(path)
    if (how === 'zeroed') data.fill(0, size - bytes)
    else if (how === 'flipped') {
      for (let count = dice.integer(1, 4); count > 0; count -= 1) {
        const at = size - 1 - dice.integer(0, bytes - 1)
        data[at] = (data[at] ?? 0) ^ (1 << dice.integer(0, 7))
      }
    } else for (let at = size - bytes; at < size; at += 1) data[at] = dice.integer(0, 255)
    writeFileSync(path, data)
  }
  return `the last ${String(bytes)} of ${String(size)} bytes of the log ${how}`
}

/** An append that was cut off: what it was about has not left, because sending waits for the disk. */
function tearLine(directory: string, dice: Dice): string {
  const path = join(directory, 'send.journal')
  const line = '0badcafe {"requestID":"01TORN","changeIDs":[1],"bodyHash":"00","at":1}'
  writeFileSync(path, line.slice(0, dice.integer(1, line.length)), { flag: 'a' })
  return 'the journal’s last line torn'
}

/** With the database whole, the last line may be lost in any way: the database knows of what it says. */
function damageLastLine(directory: string, dice: Dice): string {
  const path = join(directory, 'send.journal')
  const data = readFileSync(path)
  const from = data.lastIndexOf(10, data.length - 2) + 1
  // The head is written under another name and exchanged whole: it can't be torn.
  if (from === 0) return tearLine(directory, dice)
  const at = dice.integer(from, data.length - 1)
  if (dice.chance(0.5)) truncateSync(path, at)
  else {
    data[at] = (data[at] ?? 0) ^ (1 << dice.integer(0, 7))
    writeFileSync(path, data)
  }
  return 'the journal’s last line damaged'
}

function putBack(directory: string, older: string): string {
  for (const name of ['hakomori.db', 'hakomori.db-wal']) {
    const to = join(directory, name)
    if (existsSync(join(older, name))) copyFileSync(join(older, name), to)
    else if (existsSync(to)) truncateSync(to, 0)
  }
  return 'an older database put back'
}
