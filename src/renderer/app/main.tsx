/** The entry: what must be true before the first render, then the app. */
import '../data/zod.ts'
import '../ui/styles.ts'
import { setNonce } from 'get-nonce'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { connectClient } from '../data/client.ts'
import { createSounds, makeAudioContext } from '../sounds/sounds.ts'
import { browserVoice, createSpeech } from '../sounds/speech.ts'
import { App } from './app.tsx'

const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? ''
// Mantine takes the nonce by a prop; the scroll lock under its dialogs only knows this global one.
setNonce(nonce)

const root = document.querySelector('#root')
if (root === null) throw new Error('index.html has no #root')
const sounds = createSounds({
  makeContext: makeAudioContext,
  gestures: window,
  speech: createSpeech(browserVoice(window)),
})
createRoot(root).render(
  <StrictMode>
    <App client={connectClient(window)} sounds={sounds} nonce={nonce} />
  </StrictMode>,
)
