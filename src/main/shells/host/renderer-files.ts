/**
 * The built screens as a closed list of files, read once: what is not in the list cannot be asked for, whatever a path
 * looks like.
 */
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Result } from '../../../shared/domain/result.ts'
import { err, ok } from '../../../shared/domain/result.ts'
import { newNonce, noncePlace, pageHeaders, safetyHeaders, type PolicyOptions } from './page-policy.ts'

export interface FileAnswer {
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer | string
}

export interface RendererFiles {
  /** What is at this URL path, or null. */
  find(urlPath: string): FileAnswer | null
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.wav': 'audio/wav',
  '.webmanifest': 'application/manifest+json',
}

/** Where the build puts the screens, seen from the sources as well as from the bundle. */
export function rendererDirectory(from: string = fileURLToPath(import.meta.url)): string {
  const folders = path.dirname(from).split(path.sep)
  const inBundle = folders.lastIndexOf('out')
  const root = inBundle === -1 ? folders.slice(0, folders.lastIndexOf('src')) : folders.slice(0, inBundle)
  return path.join(root.join(path.sep), 'out', 'renderer')
}

export function loadRendererFiles(
  directory: string,
  policy: Omit<PolicyOptions, 'nonce'> = {},
): Result<RendererFiles, string> {
  let names: string[]
  let page: string
  try {
    names = readdirSync(directory, { recursive: true, encoding: 'utf8' })
    page = readFileSync(path.join(directory, 'index.html'), 'utf8')
  } catch {
    return err(`The screens are not built: there is no ${path.join(directory, 'index.html')}. Run \`npm run build\`.`)
  }
  const files = new Map<string, string>()
  for (const name of names) {
    if (types[path.extname(name)] !== undefined)
      files.set(`/${name.split(path.sep).join('/')}`, path.join(directory, name))
  }
  return ok({
    find(urlPath) {
      if (urlPath === '/' || urlPath === '/index.html') return renderPage(page, policy)
      const file = files.get(urlPath)
      return file === undefined ? null : readAsset(urlPath, file)
    },
  })
}

function renderPage(page: string, policy: Omit<PolicyOptions, 'nonce'>): FileAnswer {
  const nonce = newNonce()
  return { headers: pageHeaders({ ...policy, nonce }), body: page.replaceAll(noncePlace, nonce) }
}

function readAsset(urlPath: string, file: string): FileAnswer {
  const type = types[path.extname(file)] ?? 'application/octet-stream'
  // Names under assets/ hold a hash of their content.
  const cache = urlPath.startsWith('/assets/') ? 'private, max-age=31536000, immutable' : 'no-cache'
  return { headers: { ...safetyHeaders, 'Content-Type': type, 'Cache-Control': cache }, body: readFileSync(file) }
}
