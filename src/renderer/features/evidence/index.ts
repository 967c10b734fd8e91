export { CheckEvidence } from './check-evidence.tsx'
