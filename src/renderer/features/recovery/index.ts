export { RecoveryPage } from './recovery-page.tsx'
export { StartProblem } from './start-problem.tsx'
export { StorageBar } from './storage-bar.tsx'
