import { commandCode, placeCode } from '../../src/shared/domain/reserved-codes.ts'
import { commands, digitOf, type CommandLabel } from '../../src/renderer/navigation/commands.ts'
import type { Scanner } from './e2e-scanner.ts'

/** Somebody with a sheet of command barcodes and nothing else in hand. */
export interface CommandHand {
  command(label: CommandLabel): Promise<void>
  digits(number: number): Promise<void>
  place(name: string): Promise<void>
}

export function createCommandHand(scanner: Scanner): CommandHand {
  const scanWord = (word: string | undefined): Promise<void> => scanner.scan(commandCode(word ?? ''))
  return {
    command: (label) => scanWord(commands.find((command) => command.label === label)?.word),
    async digits(number) {
      for (const digit of String(number)) await scanWord(commands.find((command) => digitOf(command) === digit)?.word)
    },
    place: (name) => scanner.scan(placeCode(name)),
  }
}
