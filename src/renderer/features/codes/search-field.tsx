import { TextInput } from '@mantine/core'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useKeys } from '../../navigation/use-keys.ts'
import { Icon } from '../../ui/icon.tsx'

interface SearchFieldProps {
  readonly label: string
  readonly value: string
  onChange(this: void, value: string): void
}

export function SearchField({ label, value, onChange }: SearchFieldProps) {
  const { t } = useTranslation('items')
  const input = useRef<HTMLInputElement>(null)
  useKeys([{ keys: 'Ctrl+F', label: t('keys.search'), run: () => input.current?.select() }])
  return (
    <TextInput
      ref={input}
      aria-label={label}
      placeholder={label}
      leftSection={<Icon name="search" size={16} />}
      value={value}
      maxLength={200}
      autoComplete="off"
      spellCheck={false}
      onChange={({ currentTarget }) => onChange(currentTarget.value)}
    />
  )
}
