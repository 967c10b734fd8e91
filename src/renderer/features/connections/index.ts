export { ConnectionMenu } from './connection-menu.tsx'
export { SwitchDialog } from './switch-dialog.tsx'
export { useSwitch } from './use-switch.ts'
