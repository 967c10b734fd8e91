/** The bug classes of offline sync (sync.md §6), each with public reports of it and what stands against it here. */
export interface GalleryEntry {
  readonly bugClass: number
  readonly title: string
  /** One sentence: what would have happened elsewhere. */
  readonly elsewhere: string
  readonly reports: string
  /** The planted bug that stands for it, by its name; null where no story can show it. */
  readonly bug: string | null
  /** Tests that cover it, where a story can't or doesn't alone. */
  readonly tests: readonly { readonly file: string; readonly title: string }[]
}

const entry = (
  bugClass: number,
  title: string,
  elsewhere: string,
  reports: string,
  bug: string | null,
  ...tests: readonly (readonly [file: string, title: string])[]
): GalleryEntry => ({
  bugClass,
  title,
  elsewhere,
  reports,
  bug,
  tests: tests.map(([file, test]) => ({ file, title: test })),
})

export const galleryEntries: readonly GalleryEntry[] = [
  entry(
    1,
    'A retry doubles the stock',
    'The answer to a movement is lost, the client sends it again, and the shelf has twice what was delivered.',
    'GearGuard #441, POSNext #50, erpnext #11000, grocery-pos #7',
    'lost-answer-sent-again',
  ),
  entry(
    2,
    'The HTTP layer repeats a write',
    'An interceptor repeats the request after a 401 or a reset, below everything that could know better.',
    'the habit of many HTTP clients',
    'connector-repeats',
    ['test/unit/remotes/http/transport.test.ts', 'of a $kind is uncertain, incomplete, and arrives exactly once'],
  ),
  entry(
    3,
    'Two cycles send the same queue',
    'Two runs of the synchronisation overlap and each sends what it finds waiting.',
    'POS-Awesome #933, MeetOnMemory #1913',
    'two-cycles-at-once',
    ['test/unit/sync/durability.test.ts', 'two callers of a cycle share one'],
  ),
  entry(
    4,
    'A row stays “processing” for ever',
    'The app dies while a row is on its way, and nothing ever touches the row again.',
    'MeetOnMemory #1913',
    'in-flight-for-ever',
  ),
  entry(
    5,
    'Bookkeeping fails after the answer',
    'The remote has said yes, writing that down fails, and the failure is taken for one of the request, which goes again.',
    'boardsesh #5305',
    'bookkeeping-fails-the-send',
    [
      'test/unit/sync/durability.test.ts',
      'an answer that could not be written down at first is kept from memory and not sent again',
    ],
  ),
  entry(
    6,
    'An error deletes the change',
    'Any status from 400 on, an expired key or the third try removes the change from the queue without a word.',
    'sahidawa #4072, hercycle #313, WorkSphere #712',
    '401-drops-the-change',
  ),
  entry(
    7,
    'One bad change freezes all others',
    'A change that the remote refuses every time is tried first every time, and nothing behind it is ever sent.',
    'hercycle #308',
    'refused-array-never-parted',
    ['test/unit/sync/poison.test.ts', ''],
  ),
  entry(
    8,
    'A storm of retries keeps itself going',
    'Every request over the limit is tried again at once, so that the limit is never left.',
    'hercycle #313',
    'limiter-looks-at-six-seconds',
    ['test/unit/sync/durability.test.ts', 'the limit of requests holds over a restart'],
  ),
  entry(
    9,
    'Dead letters that nobody sees',
    'Changes that failed for good lie in a table that no screen shows.',
    'hercycle #501',
    'question-without-a-question',
    [
      'test/e2e/questions.test.ts',
      'whatever wants a person is two clicks from anywhere: one sentence, its evidence, its answers',
    ],
  ),
  entry(
    10,
    'A pull overwrites what was not sent yet',
    'A read comes back while an edit waits, and puts the old value over it.',
    'the-goodies #69, chroncal #610, obsidian-onedrive #49, SalesforceMobileSDK-iOS #3974, laurent22/joplin #121, rxdb #5843',
    'pull-overwrites-the-view',
  ),
  entry(
    11,
    'An edit during the upload is marked as sent',
    'Somebody edits a record while its earlier version is on the way; the answer marks both as done.',
    'WatermelonDB #1374, and a remark in Joplin’s source',
    'edit-during-upload-marked-sent',
  ),
  entry(
    12,
    'A sign-in page counts as success',
    'A Wi-Fi portal answers 200 with a page, and the queue is taken for sent.',
    'pwa-bundle #241, aws-appsync-android #82',
    'page-is-success',
    ['test/unit/remotes/http/transport.test.ts', 'follows no redirect'],
  ),
  entry(
    13,
    'An empty listing deletes everything',
    'One listing comes back empty or cut, and everything it lacks is deleted here; or the local store is empty, and the remote is wiped.',
    'laurent22/joplin #1895, owncloud/client #443, snappymail #2060, bilipp/Lume #66',
    'dirty-record-removed',
    ['test/unit/sync/held-deletions.test.ts', 'an empty list removes nothing, and what comes back ends the question'],
  ),
  entry(
    14,
    'Deleted records come back to life',
    'A client that was away sends an edit of a record that is gone, and so makes it anew; or never hears that it is gone.',
    'haierkeys/fast-note-sync #482, nextcloud/desktop #786, dayGLANCE #768',
    'deleted-stays-for-ever',
    ['test/unit/sync/conflicts.test.ts', ''],
  ),
  entry(
    15,
    'Rows are missed at the cursor',
    'Two rows bear the second at which the last read ended, and the next read begins behind it.',
    'estuary/connectors #5205, airbyte #80152, #85918, #14732, #21500, deeplethe/utopia #794',
    'cursor-ahead-of-what-was-seen',
  ),
  entry(
    16,
    'The sync never comes to rest',
    'Both sides answer each other’s writes for ever, or a guard against that stops real progress.',
    'pouchdb #1300, #1443, couchbase-lite-ios #1273, #1508, open-msupply #11986, obsidian-livesync #846, actual #8941',
    'nothing-new-is-written',
  ),
  entry(
    17,
    '“Out of sync”, and only a reset helps',
    'The local copy differs from the remote in a way that no read repairs.',
    'actual #212, #5844, #7409, #1495',
    'base-never-follows',
    [
      'test/unit/store/damaged-files.test.ts',
      'keeps every movement when a page of the items is lost, and tells where the old file is',
    ],
  ),
  entry(
    18,
    'A reset loses what was not sent',
    'The copy is thrown away and read anew, and the queue goes with it.',
    'Realm’s client reset, actual-server #4',
    null,
    [
      'test/unit/store/damaged-files.test.ts',
      'fills the gaps from the backup, and asks about the movements that wait in it',
    ],
    [
      'test/unit/store/restored.test.ts',
      'restore while open: the present data stands aside and waiting movements are asked',
    ],
    ['test/unit/app/connections.test.ts', 'removing is refused while changes are open, unless they are given up'],
  ),
  entry(
    19,
    'The queue stands still after an outage',
    'The network is back and the app says so, but nothing is sent until it is started again.',
    'Jepsen’s report on PowerSync',
    'stops-after-a-failure',
  ),
  entry(
    20,
    'A lock is left behind',
    'Whoever held the lock of the synchronisation died, and everybody waits for it.',
    'Joplin’s locks',
    'lease-left-behind',
  ),
  entry(
    21,
    'A damaged file bricks the app',
    'SQLITE_CORRUPT at the start, and there is no window at all.',
    'TanStack/db #1567, Signal-Desktop #2972, laurent22/joplin #11686, daintree #4276, couchbase-lite-ios #1482',
    null,
    [
      'test/unit/store/damaged-files.test.ts',
      'starts anew, and says so, where nothing can be read and there is no backup',
    ],
    [
      'test/unit/shells/supervisor.test.ts',
      'answers every call with the reason while the data can’t be opened, and opens it when told to try again',
    ],
  ),
  entry(
    22,
    'Two instances on one file',
    'A second window writes to the same database; one of them gets SQLITE_BUSY, and the log grows without end.',
    'context-mode #560, node-sqlite3 #9',
    null,
    ['test/unit/app/open-core.test.ts', 'does not open a folder that another one uses, and says so'],
    [
      'test/unit/store/damaged-files.test.ts',
      'waits for no one and keeps everything when another program holds the file',
    ],
  ),
  entry(
    23,
    'The native module does not fit',
    'After an update of Electron or Node the app crashes while it loads SQLite.',
    'better-sqlite3 #1118',
    null,
    ['test/unit/shells/node-version.test.ts', 'passes arguments, output and exit code through'],
  ),
  entry(
    24,
    'A SQLite that damages its own log',
    'SQLite up to 3.51.2 can damage a database when the write-ahead log starts anew under a reader.',
    'fixed in SQLite 3.51.3; better-sqlite3 12.8.0 and later have it',
    null,
    ['test/simulation/planted/gallery.test.ts', 'the SQLite in use is one that keeps its log whole'],
  ),
  entry(
    25,
    'Folding the queue swallows a correction',
    'Several waiting changes are folded into one that says less than they did, or a create goes out twice.',
    'openlinker #2285, WatermelonDB #1141',
    'coalescing-swallows-a-correction',
    ['test/property/sync-coalesce.test.ts', ''],
  ),
  entry(
    26,
    'A wrong clock loops or loses',
    'A stamp from the future, or a cursor of the PC’s own clock: rows are read for ever, or never.',
    'Joplin’s processingPathTwice',
    'cursor-from-the-local-clock',
  ),
]
