export { Practice } from './practice.tsx'
export { PracticeBanner } from './practice-banner.tsx'
