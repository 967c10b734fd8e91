import { Checkbox, FileButton, MultiSelect, NumberInput, Radio, Select, Textarea, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { suggestReasons } from '../../../shared/contract/scoping.ts'
import { abcMeasures } from '../../../shared/domain/abc.ts'
import { useFormat } from '../../i18n/format.ts'
import { useScanHandler } from '../../scanner/scanner.tsx'
import classes from './counting.module.css'
import { scopeWays, type FoundScope, type ScopeChoice } from './scope-choice.ts'

export interface ScopeFieldsProps {
  readonly choice: ScopeChoice
  /** Null: the whole warehouse. */
  readonly found: FoundScope | null
  onChoice(this: void, choice: ScopeChoice): void
}

/** What is counted: everything, what stands at some places, a list, what a search finds, an ABC class, or what is due. */
export function ScopeFields({ choice, found, onChoice }: ScopeFieldsProps) {
  const { t } = useTranslation('count')
  const change = (changes: Partial<ScopeChoice>): void => onChoice({ ...choice, ...changes })
  return (
    <>
      <Select
        label={t('start.scope')}
        data={scopeWays.map((value) => ({ value, label: t(`start.scopes.${value}`) }))}
        value={choice.way}
        onChange={(value) => change({ way: scopeWays.find((way) => way === value) ?? 'all' })}
        allowDeselect={false}
        comboboxProps={{ transitionProps: { duration: 100 } }}
      />
      {choice.way === 'place' && (
        <MultiSelect
          label={t('start.places')}
          description={found?.knownPlaces.length === 0 && !found.pending ? t('start.noPlaces') : t('start.placesHint')}
          data={[...(found?.knownPlaces ?? [])]}
          value={[...choice.places]}
          onChange={(places) => change({ places })}
          searchable
          clearable
          comboboxProps={{ transitionProps: { duration: 100 } }}
        />
      )}
      {choice.way === 'list' && <ListField choice={choice} onChange={change} />}
      {choice.way === 'search' && (
        <TextInput
          label={t('start.searchLabel')}
          value={choice.search}
          onChange={({ currentTarget }) => change({ search: currentTarget.value })}
          maxLength={200}
          autoComplete="off"
        />
      )}
      {choice.way === 'abc' && <ClassFields choice={choice} onChange={change} />}
      {choice.way === 'suggest' && <DueFields choice={choice} onChange={change} />}
      {found !== null && <Found found={found} />}
    </>
  )
}

interface PartProps {
  readonly choice: ScopeChoice
  onChange(this: void, changes: Partial<ScopeChoice>): void
}

const abc = ['A', 'B', 'C'] as const

function ClassFields({ choice, onChange }: PartProps) {
  const { t } = useTranslation('count')
  return (
    <>
      <Radio.Group
        label={t('start.abcBy')}
        value={choice.classesBy}
        onChange={(value) => onChange({ classesBy: abcMeasures.find((by) => by === value) ?? 'worth' })}
      >
        <div className={classes['radios']}>
          {abcMeasures.map((by) => (
            <Radio key={by} value={by} label={t(`start.abcMeasure.${by}`)} />
          ))}
        </div>
      </Radio.Group>
      <Checkbox.Group
        label={t('start.abcLabel')}
        description={t('start.abcHint')}
        value={[...choice.classes]}
        onChange={(chosen) => onChange({ classes: abc.filter((name) => chosen.includes(name)) })}
      >
        <div className={classes['classes']}>
          {abc.map((name) => (
            <Checkbox key={name} value={name} label={name} />
          ))}
        </div>
      </Checkbox.Group>
    </>
  )
}

function DueFields({ choice, onChange }: PartProps) {
  const { t } = useTranslation('count')
  return (
    <>
      <NumberInput
        label={t('start.days')}
        value={choice.days}
        onChange={(days) => typeof days === 'number' && days >= 1 && onChange({ days })}
        min={1}
        max={3650}
        allowDecimal={false}
      />
      <Checkbox.Group
        label={t('start.reasons')}
        description={t('start.reasonsHint')}
        value={[...choice.reasons]}
        onChange={(chosen) => onChange({ reasons: suggestReasons.filter((reason) => chosen.includes(reason)) })}
      >
        <div className={classes['radios']}>
          {suggestReasons.map((reason) => (
            <Checkbox key={reason} value={reason} label={t(`start.reason.${reason}`)} />
          ))}
        </div>
      </Checkbox.Group>
    </>
  )
}

/** While it is shown, scans go onto the list. */
function ListField({ choice, onChange }: PartProps) {
  const { t } = useTranslation('count')
  const add = (text: string): void =>
    onChange({ list: choice.list === '' ? text : `${choice.list.trimEnd()}\n${text}` })
  useScanHandler(({ code }) => add(code))
  return (
    <>
      <Textarea
        label={t('start.list')}
        description={t('start.listHint')}
        value={choice.list}
        onChange={({ currentTarget }) => onChange({ list: currentTarget.value })}
        autosize
        minRows={3}
        maxRows={8}
        classNames={{ input: 'mono' }}
      />
      <FileButton accept=".csv,.txt,text/csv,text/plain" onChange={(file) => void file?.text().then(add)}>
        {({ onClick }) => (
          <button type="button" className={classes['textLink']} onClick={onClick}>
            {t('start.file')}
          </button>
        )}
      </FileButton>
    </>
  )
}

const namedAtOnce = 5

function Found({ found: { skus, unknown, due, pending } }: { readonly found: FoundScope }) {
  const { t } = useTranslation('count')
  const format = useFormat()
  if (pending) return null
  const number = format.count(skus.length)
  return (
    <p role="status" className="sm">
      <b>
        {skus.length === 0
          ? t('start.nothing')
          : due === null
            ? t('start.found', { count: skus.length, number })
            : t('start.due', { number, total: format.count(due) })}
      </b>
      {unknown.length > 0 && (
        <>
          <br />
          {t('start.unknownCodes', {
            count: unknown.length,
            number: format.count(unknown.length),
            codes: unknown.slice(0, namedAtOnce).join(', '),
          })}
        </>
      )}
    </p>
  )
}
