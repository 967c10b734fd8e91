/**
 * Templates: plain JSON, or a path, in which `{name}` stands for a value. A placeholder that is the whole text keeps the
 * value's type; `{name:number}` and `{name:text}` say another. Nothing is calculated and nothing is run.
 */
export type TemplateValue = string | number | boolean | null
export type TemplateValues = Readonly<Record<string, TemplateValue | undefined>>

const placeholder = /\{([A-Za-z]+)(?::(number|text))?\}/g
const wholePlaceholder = /^\{([A-Za-z]+)(?::(number|text))?\}$/

/** Names of the placeholders in a template, with the path to the text in which each stands. */
export function placeholdersOf(
  template: unknown,
  path: readonly (string | number)[] = [],
): readonly { readonly name: string; readonly path: readonly (string | number)[] }[] {
  if (typeof template === 'string') return [...template.matchAll(placeholder)].map(([, name = '']) => ({ name, path }))
  if (Array.isArray(template)) return template.flatMap((part: unknown, index) => placeholdersOf(part, [...path, index]))
  if (typeof template !== 'object' || template === null) return []
  return Object.entries(template).flatMap(([name, part]) => placeholdersOf(part, [...path, name]))
}

/** A member or an element whose placeholder has no value is left out; `undefined`: so is the whole. */
export function fillTemplate(template: unknown, values: TemplateValues): unknown {
  if (typeof template === 'string') return fillText(template, values)
  if (Array.isArray(template))
    return template.flatMap((part: unknown) => {
      const filled = fillTemplate(part, values)
      return filled === undefined ? [] : [filled]
    })
  if (typeof template !== 'object' || template === null) return template
  return Object.fromEntries(
    Object.entries(template).flatMap(([name, part]) => {
      const filled = fillTemplate(part, values)
      return filled === undefined ? [] : [[name, filled]]
    }),
  )
}

/** For a path: each value is encoded, so that no key can lead anywhere else. Null: a value is missing. */
export function fillPath(template: string, values: TemplateValues): string | null {
  const missing = placeholdersOf(template).some(({ name }) => (values[name] ?? null) === null)
  // A segment of dots alone would climb.
  const encode = (value: TemplateValue | undefined): string =>
    encodeURIComponent(String(value)).replace(/^\.+$/, (dots) => dots.replaceAll('.', '%2E'))
  return missing ? null : template.replace(placeholder, (_, name: string) => encode(values[name]))
}

function fillText(template: string, values: TemplateValues): TemplateValue | undefined {
  const [, alone, type] = wholePlaceholder.exec(template) ?? []
  if (alone !== undefined) return typed(values[alone], type)
  return template.replace(placeholder, (_, name: string) => String(values[name] ?? ''))
}

function typed(value: TemplateValue | undefined, type: string | undefined): TemplateValue | undefined {
  if (value === undefined || value === null || type === undefined) return value
  if (type === 'text') return String(value)
  const number = Number(value)
  return typeof value === 'string' && (value.trim() === '' || !Number.isFinite(number)) ? value : number
}
