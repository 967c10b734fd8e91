import { z } from 'zod'
import type { HakoSwitches } from './switches.ts'

/** What the documents leave open about bodies: fields that nobody knows, and `null`. */
type Strictness = Pick<HakoSwitches, 'unknownFields' | 'nulls'>

const createShapes = ({ unknownFields, nulls }: Strictness) => ({
  shape: <S extends z.ZodRawShape>(fields: S) =>
    unknownFields === 'refused' ? z.object(fields).strict() : z.object(fields),
  field: <T extends z.ZodType>(type: T) => (nulls === 'clear' ? type.nullable().optional() : type.optional()),
})

export type Shapes = ReturnType<typeof createShapes>

/** Made once for each strictness: making schemas costs more than using them a hundred times. */
export function madeOnce<S>(make: (shapes: Shapes) => S): (strictness: Strictness) => S {
  const made = new Map<string, S>()
  return ({ unknownFields, nulls }) => {
    const name = `${unknownFields} ${nulls}`
    const schemas = made.get(name) ?? make(createShapes({ unknownFields, nulls }))
    made.set(name, schemas)
    return schemas
  }
}
