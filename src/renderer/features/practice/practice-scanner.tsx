import { TextInput } from '@mantine/core'
import { useState, type SyntheticEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { commandCode, placeCode } from '../../../shared/domain/reserved-codes.ts'
import { useQueryOf } from '../../data/query.ts'
import { useInjectScan } from '../../scanner/scanner.tsx'
import { KeyButton } from '../../ui/key-button.tsx'
import classes from './practice.module.css'

/** A scanner of pixels: any code by hand, and the kinds of codes that a day brings. */
export function PracticeScanner() {
  const { t } = useTranslation('practice')
  const scan = useInjectScan()
  const [text, setText] = useState('')
  const gtin = useQueryOf('practice.codes', { limit: 60 }).data?.rows.find(({ code }) => /^\d{13}$/.test(code))?.code
  const gs1 = gtin === undefined ? null : `]C1010${gtin}`
  const specials = {
    unknown: '2999999999991',
    gs1: gs1 === null ? undefined : `${gs1}1729123110LOT-7`,
    serial: gs1 === null ? undefined : `${gs1}21SN-1001`,
    place: placeCode('A-01'),
    undo: commandCode('UNDO'),
    mark: commandCode('FLG'),
    ok: commandCode('OK'),
    no: commandCode('NO'),
  }

  function submit(event: SyntheticEvent): void {
    event.preventDefault()
    if (text.trim() !== '') scan(text.trim())
    setText('')
  }

  return (
    <>
      <form className={classes['any']} onSubmit={submit}>
        <TextInput
          className="grow"
          aria-label={t('any')}
          placeholder={t('any')}
          title={t('anyHint')}
          value={text}
          onChange={({ currentTarget }) => setText(currentTarget.value)}
          maxLength={512}
          autoComplete="off"
          classNames={{ input: 'mono' }}
        />
        <KeyButton submit label={t('scanIt')} onPress={() => undefined} />
      </form>
      <h3 className={classes['codesTitle']}>{t('special')}</h3>
      <div className={classes['specials']}>
        {specialKinds.map((kind) => {
          const code = specials[kind]
          return code === undefined ? null : (
            <KeyButton
              key={kind}
              size="small"
              kind="outline"
              label={t(`specials.${kind}`)}
              onPress={() => scan(code)}
            />
          )
        })}
      </div>
    </>
  )
}

const specialKinds = ['unknown', 'gs1', 'serial', 'place', 'undo', 'mark', 'ok', 'no'] as const
