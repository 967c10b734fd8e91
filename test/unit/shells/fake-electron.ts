import { EventEmitter } from 'node:events'

/**
 * The parts of Electron's module that our shell uses, in memory, for `vi.mock('electron', …)`. Messages are cloned as
 * Electron does, and the fake remembers what it was told, so that tests can look at it.
 */
type Handler = (event: unknown, ...args: unknown[]) => unknown

export interface FakeFrame {
  url: string
}

export class FakePage extends EventEmitter {
  mainFrame: FakeFrame = { url: 'app://hakomori/' }
  openHandler: ((details: { url: string }) => { action: string }) | undefined
  destroyed = false
  /** What the preload script of this page hears. */
  readonly inbox = new EventEmitter()

  getURL = (): string => this.mainFrame.url
  isDestroyed = (): boolean => this.destroyed
  send = (channel: string, ...args: unknown[]): void => {
    this.inbox.emit(channel, {}, ...structuredClone(args))
  }
  printToPDF = (options: object): Promise<Buffer> => Promise.resolve(Buffer.from(`%PDF ${JSON.stringify(options)}`))
  setWindowOpenHandler = (handler: (details: { url: string }) => { action: string }): void => {
    this.openHandler = handler
  }
}

export class FakeWindow extends EventEmitter {
  static readonly all: FakeWindow[] = []
  static getAllWindows = (): FakeWindow[] => FakeWindow.all
  readonly options: unknown
  shown = false
  loaded: string | undefined
  constructor(options: unknown) {
    super()
    this.options = options
    FakeWindow.all.push(this)
  }
  show(): void {
    this.shown = true
  }
  loadURL(url: string): Promise<void> {
    this.loaded = url
    return Promise.resolve()
  }
}

export function createFakeElectron() {
  const handlers = new Map<string, Handler>()
  const page = new FakePage()
  const exposed: Record<string, unknown> = {}
  const log = {
    schemes: [] as unknown[],
    opened: [] as string[],
    menu: 'untouched' as unknown,
    permissionRequest: undefined as
      ((contents: unknown, permission: string, decide: (allowed: boolean) => void) => void) | undefined,
    permissionCheck: undefined as ((contents: unknown, permission: string, origin: string) => boolean) | undefined,
    devicePermission: undefined as ((details: object) => boolean) | undefined,
    /** The button that the user presses in the system's own box, and what it said. */
    press: 0,
    boxes: [] as { message: string; buttons: string[] }[],
    protocols: new Map<string, (request: Request) => Response | Promise<Response>>(),
    encryption: true,
    /** Where the user saves; null: they cancel. */
    saveTo: null as string | null,
    savePath: undefined as string | undefined,
    errors: [] as string[],
  }

  const electron = {
    app: Object.assign(new EventEmitter(), { getLocale: () => 'en-GB' }),
    BrowserWindow: FakeWindow,
    Menu: {
      buildFromTemplate: (template: unknown) => template,
      setApplicationMenu: (menu: unknown) => {
        log.menu = menu
      },
    },
    ipcMain: {
      handle: (channel: string, handler: Handler) => {
        if (handlers.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`)
        handlers.set(channel, handler)
      },
      removeHandler: (channel: string) => handlers.delete(channel),
    },
    ipcRenderer: {
      invoke: async (channel: string, ...args: unknown[]): Promise<unknown> => invoke(channel, args),
      on: (channel: string, listener: (...args: unknown[]) => void) => page.inbox.on(channel, listener),
      removeListener: (channel: string, listener: (...args: unknown[]) => void) => page.inbox.off(channel, listener),
    },
    contextBridge: {
      exposeInMainWorld: (name: string, value: unknown) => {
        exposed[name] = value
      },
    },
    protocol: {
      registerSchemesAsPrivileged: (schemes: unknown[]) => log.schemes.push(...schemes),
      handle: (scheme: string, handler: (request: Request) => Response | Promise<Response>) =>
        log.protocols.set(scheme, handler),
    },
    session: {
      defaultSession: Object.assign(new EventEmitter(), {
        setPermissionRequestHandler: (handler: typeof log.permissionRequest) => (log.permissionRequest = handler),
        setPermissionCheckHandler: (handler: typeof log.permissionCheck) => (log.permissionCheck = handler),
        setDevicePermissionHandler: (handler: typeof log.devicePermission) => (log.devicePermission = handler),
      }),
    },
    dialog: {
      showSaveDialog: ({ defaultPath }: { defaultPath?: string }) => {
        log.savePath = defaultPath
        return Promise.resolve({ canceled: log.saveTo === null, filePath: log.saveTo ?? '' })
      },
      showMessageBox: ({ message, buttons }: { message: string; buttons: string[] }) => {
        log.boxes.push({ message, buttons })
        return Promise.resolve({ response: log.press })
      },
      showErrorBox: (_title: string, text: string) => log.errors.push(text),
    },
    shell: {
      openExternal: (url: string) => {
        log.opened.push(url)
        return Promise.resolve()
      },
    },
    safeStorage: {
      isAsyncEncryptionAvailable: () => Promise.resolve(log.encryption),
      encryptStringAsync: (text: string) => Promise.resolve(Buffer.from(text, 'utf8').reverse()),
      decryptStringAsync: (sealed: Buffer) => {
        const result = Buffer.from(sealed).reverse().toString('utf8')
        return result.startsWith('{')
          ? Promise.resolve({ result, shouldReEncrypt: false })
          : Promise.reject(new Error('Error while decrypting the ciphertext'))
      },
    },
  }

  /** A message as some frame of some page sends it. */
  async function invoke(
    channel: string,
    args: unknown[],
    from: { frame?: FakeFrame | null; sender?: FakePage } = {},
  ): Promise<unknown> {
    const handler = handlers.get(channel)
    if (handler === undefined) throw new Error(`Error invoking remote method '${channel}': No handler registered`)
    const sender = from.sender ?? page
    const senderFrame = from.frame === undefined ? sender.mainFrame : from.frame
    return structuredClone(await handler({ sender, senderFrame }, ...structuredClone(args)))
  }

  return { electron, handlers, page, exposed, log, invoke }
}
