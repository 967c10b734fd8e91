import { QueryClient } from '@tanstack/react-query'
import type { Topic } from '../../shared/contract/events.ts'
import type { LinkedClient } from './linked-client.ts'
import { isTouched } from './topics.ts'

/** Answers stay fresh until an event says otherwise; the network's state is the core's business, never the browser's. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        networkMode: 'always',
        staleTime: Infinity,
        retry: false,
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
      },
      mutations: { networkMode: 'always', retry: false },
    },
  })
}

/** At most one round of reading in this many milliseconds. */
const quietTime = 100
/** The core says what changed before it answers who changed it: a scan's sound comes before everything is read again. */
const answersFirst = 5

/** Turns the contract's events into invalidation. Returns a disposer. */
export function followEvents(client: LinkedClient, queryClient: QueryClient): () => void {
  const changed = new Set<Topic>()
  let timer: ReturnType<typeof setTimeout> | null = null

  function flush(): void {
    timer = null
    if (changed.size === 0) return
    const topics = new Set(changed)
    changed.clear()
    timer = setTimeout(flush, quietTime)
    void queryClient.invalidateQueries({ predicate: (query) => isTouched(String(query.queryKey[0]), topics) })
  }

  const stop = client.listen((event) => {
    for (const topic of event.topics) changed.add(topic)
    timer ??= setTimeout(flush, answersFirst)
  })
  return () => {
    stop()
    if (timer !== null) clearTimeout(timer)
  }
}
