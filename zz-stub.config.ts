import config from './electron.vite.config.ts'
const stub = { name: 'stub', enforce: 'pre', resolveId(id){ if (/open-core\.ts$|remotes\/remote\.ts$/.test(id)) return '\0stub' }, load(id){ if (id==='\0stub') return 'export const openCore = async () => ({ok:false,error:{kind:"internal",message:"stub",retryable:false}}); export const createOpenRemote = () => () => null' } }
const c: any = config
export default { ...c, main: { ...c.main, plugins: [stub] } }
