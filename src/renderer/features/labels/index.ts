/** Labels for whatever another feature has codes of. */
export { LabelOutput } from './label-output.tsx'
