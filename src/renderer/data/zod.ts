import { z } from 'zod'

/** Before any schema is used: zod's compiled parsers need `new Function`, which the content security policy forbids. */
z.config({ jitless: true })
