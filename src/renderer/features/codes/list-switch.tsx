import { SegmentedControl } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { go } from '../../navigation/route.ts'

const lists = ['unknown', 'known'] as const

export function ListSwitch({ list }: { readonly list: (typeof lists)[number] }) {
  const { t } = useTranslation('codes')
  return (
    <SegmentedControl
      aria-label={t('lists')}
      size="xs"
      value={list}
      data={lists.map((value) => ({ value, label: t(`list.${value}`) }))}
      onChange={(next) => go('codes', next, { replace: true })}
    />
  )
}
