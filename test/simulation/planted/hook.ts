/** Loaded with `node --import` before anything else: changes the sources that `HAKOMORI_TEST_EDITS` names on their way in. */
import { registerHooks } from 'node:module'
import { pathToFileURL } from 'node:url'
import { applyEdit, editsOf, sourceFile } from './edits.ts'

const byURL = Map.groupBy(editsOf(process.env), (edit) => pathToFileURL(sourceFile(edit.file)).href)

registerHooks({
  load(url, context, nextLoad) {
    const loaded = nextLoad(url, context)
    const own = byURL.get(url)
    if (own === undefined || loaded.source == null) return loaded
    const text = typeof loaded.source === 'string' ? loaded.source : new TextDecoder().decode(loaded.source)
    return { ...loaded, source: own.reduce(applyEdit, text) }
  },
})
