import { appError } from '../../../../shared/contract/errors.ts'
import { err, ok } from '../../../../shared/domain/result.ts'
import type { PrintFailure } from '../../ports.ts'
import type { JobHandler } from '../handlers.ts'

/** Nothing is repeated by itself: a printer that took half of it would print that half again. */
export const printLabels: JobHandler<'labels.print'> = async (context, { host, port, text }) => {
  const { printRaw } = context.ports
  if (printRaw === undefined)
    return err(appError('unsupported', 'This Hakomori can’t reach label printers. Save the labels as a file instead.'))
  const printed = await printRaw({ host, port, text })
  if (printed.ok) return ok({ bytes: printed.value })
  return err(appError('offline', sentences[printed.error](host, port), { cause: printed.error, host, port }))
}

const sentences: Readonly<Record<PrintFailure, (host: string, port: number) => string>> = {
  notFound: (host) => `There is no device called ${host}. Check the printer’s address.`,
  refused: (host, port) =>
    `${host} is there, but does not take labels at port ${String(port)}. Check the port; mostly it is 9100.`,
  unreachable: (host) => `${host} can’t be reached. Check that the printer is on and in the same network.`,
  timeout: (host) =>
    `${host} does not answer. Check that the printer is on; if it printed some of the labels, print only the others.`,
  broken: (host) =>
    `The connection to ${host} broke off. It may have printed some of the labels: look before you repeat.`,
}
