/** The door for those who check an evidence file without opening a data folder. */
export { verifyEvidence, type Neighbour } from './app/paper/verify-evidence.ts'
