export { Practice } from './practice.tsx'
