import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useQueryOf } from '../../data/query.ts'
import { useFormat } from '../../i18n/format.ts'
import { useInjectScan } from '../../scanner/scanner.tsx'
import { KeyButton } from '../../ui/key-button.tsx'
import classes from './practice.module.css'

const shown = 5
const known = 60

/** A few labels of the practice goods; a click scans one, on whatever screen is open. */
export function PracticeCodes() {
  const { t } = useTranslation('practice')
  const format = useFormat()
  const scan = useInjectScan()
  const [first, setFirst] = useState(0)
  const rows = useQueryOf('practice.codes', { limit: known }).data?.rows ?? []
  if (rows.length === 0) return null
  return (
    <>
      <h3 className={classes['codesTitle']}>{t('codes')}</h3>
      <ul>
        {rows.slice(first, first + shown).map(({ code, sku, name, quantity }) => (
          <li key={code}>
            <button
              type="button"
              className={classes['code']}
              title={t('scan', { name: name ?? sku })}
              onClick={() => scan(code)}
            >
              <span className="clip">{name ?? sku}</span>
              <span className="mono xs mute">{code}</span>
              <span className="xs">× {format.quantity(quantity)}</span>
            </button>
          </li>
        ))}
      </ul>
      {rows.length > shown && (
        <KeyButton
          kind="plain"
          size="small"
          icon="recount"
          label={t('others')}
          onPress={() => setFirst(first + shown >= rows.length ? 0 : first + shown)}
        />
      )}
    </>
  )
}
