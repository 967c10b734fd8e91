/** docs/faults.md: written from the entries and from where each planted bug was seen the last time. */
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { PlantedBug } from './bug.ts'
import { bugs } from './bugs.ts'
import { readFound, type Found } from './found.ts'
import { galleryEntries, type GalleryEntry } from './gallery-entries.ts'

export const galleryFile = fileURLToPath(new URL('../../../docs/faults.md', import.meta.url))

export const writeGallery = (): void => writeFileSync(galleryFile, galleryText(readFound()))

export const galleryText = (found: Readonly<Record<string, Found>>): string =>
  [head, ...galleryEntries.map((entry) => section(entry, found)), others(found)].join('\n\n') + '\n'

const head = `# The fault gallery

What goes wrong elsewhere when an app works offline and sends later, with the public reports, and how to see that it does not go wrong here. Most of it is shown by a planted bug: a small edit of the product, made while its source is loaded and nowhere else (\`test/simulation/planted\`). With the bug in, the story breaks the named promise of [sync.md](sync.md); without \`--planted\`, the same story keeps every promise.

- \`npm run simulate -- --planted\` plants every bug and looks for a story that breaks; \`--planted quick\` takes the dozen that are seen soonest.
- \`npm run simulate -- --planted --record\` looks for all of them again, each first where it was seen last, and writes this page.
- \`npm run simulate -- --kill 100\` ends real processes at random moments and at named points; \`--torn 200\` damages the newest writes of a data folder and opens it.`

function section(
  { bugClass, title, elsewhere, reports, bug: name, tests }: GalleryEntry,
  found: Readonly<Record<string, Found>>,
): string {
  const parts = [`## ${String(bugClass)}. ${title}`, `${elsewhere} (${reports})`]
  const planted = bugs.find((known) => known.name === name)
  if (planted) parts.push(shown(planted, found[planted.name]))
  const covered = tests.map(({ file, title: test }) => (test === '' ? `\`${file}\`` : `\`${file}\`: ${test}`))
  if (covered.length > 0) parts.push(`Tests:\n\n${covered.map((text) => `- ${text}`).join('\n')}`)
  return parts.join('\n\n')
}

/** What is given beside the seed to see it again, with a space behind. */
const programs = { stories: '', v0: '--remote hako-v0 ', copies: '--torn 60 ', kills: '--kill 12 ' } as const

const quoted = (words: string): string => (words === '' ? '' : `\`${words.trim()}\` `)

function shown({ name, wrong, seenIn }: PlantedBug, seen: Found | undefined): string {
  const told = `Planted as \`${name}\`: ${wrong}`
  if (seen === undefined) return told
  const command = `${programs[seenIn ?? 'stories']}--seed ${String(seen.seed)}`
  return `${told} It breaks ${seen.invariant}.\n\n\`\`\`sh\nnpm run simulate -- ${command} --planted ${name}\n\`\`\``
}

/** Planted bugs that stand for no class alone. */
function others(found: Readonly<Record<string, Found>>): string {
  const told = new Set(galleryEntries.flatMap(({ bug: name }) => name ?? []))
  const rows = bugs
    .filter(({ name }) => !told.has(name))
    .map((planted) => {
      const seen = found[planted.name]
      const where =
        seen === undefined
          ? ''
          : ` (${quoted(programs[planted.seenIn ?? 'stories'])}seed ${String(seen.seed)}, ${seen.invariant})`
      return `- \`${planted.name}\`: ${planted.wrong}${where}`
    })
  return `## More planted bugs\n\n${rows.join('\n')}`
}
