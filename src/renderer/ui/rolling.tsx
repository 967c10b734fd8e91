import { RollingNumber } from '@mantine/core'
import { useTranslation } from 'react-i18next'

/** A figure whose digits roll to the new value in 120 ms. Silent for screen readers: the scan card's live region speaks. */
export function Rolling({ value, className }: { readonly value: number; readonly className?: string | undefined }) {
  const { i18n } = useTranslation()
  const german = i18n.language === 'de'
  const decimals = Number.isInteger(value) ? 0 : Math.min(3, String(value).split('.')[1]?.length ?? 0)
  return (
    <RollingNumber
      className={className}
      value={Math.abs(value)}
      prefix={value < 0 ? '−' : ''}
      thousandSeparator={german ? '.' : ','}
      decimalSeparator={german ? ',' : '.'}
      decimalScale={decimals}
      animationDuration={120}
      timingFunction="ease-out"
    />
  )
}
