/** What a colour says; always the third signal, after shape and word. */
export type Tone = 'plain' | 'accent' | 'ok' | 'warn' | 'bad' | 'plum'
