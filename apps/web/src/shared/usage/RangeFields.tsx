import { Field, Input, Select, Switch } from '@fluentui/react-components'
import { fromLocalTime, toLocalTime } from '../forms/local-time.ts'
import { useFormats } from '../languages/formats.ts'
import { isRangePreset, type RangeSearch, rangePresets, type TimeRange, toRangeSearch } from './time-range.ts'
import styles from './usage.module.css'
import { useUsageWords } from './usage-words.ts'

/** Of which time a page tells: presets, a free range, and whether it goes on with the time. */
export function RangeFields({
  range,
  onChange,
}: {
  readonly range: TimeRange & { readonly asOf: number }
  readonly onChange: (search: RangeSearch) => void
}) {
  const words = useUsageWords()
  const formats = useFormats()
  const { from, to, preset, isLive, asOf } = range
  const iso = (at: number) => new Date(at).toISOString()
  return (
    <>
      <Field label={words('range')}>
        <Select
          className={styles.narrow}
          value={preset ?? 'custom'}
          onChange={(_, { value }) => {
            if (isRangePreset(value)) onChange({ from: value, to: undefined })
            else onChange(toRangeSearch(from, Math.min(to, asOf)))
          }}
        >
          {(Object.keys(rangePresets) as (keyof typeof rangePresets)[]).map((one) => (
            <option key={one} value={one}>
              {words(one)}
            </option>
          ))}
          <option value="custom">{words('custom')}</option>
        </Select>
      </Field>
      {preset === undefined && (
        <>
          <Field label={words('from')}>
            <Input
              type="datetime-local"
              value={toLocalTime(iso(from))}
              onChange={(_, { value }) => {
                const begin = fromLocalTime(value)
                if (begin !== undefined) onChange({ from: begin, to: isLive ? undefined : iso(to) })
              }}
            />
          </Field>
          <Field label={words('to')}>
            <Input
              type="datetime-local"
              value={isLive ? '' : toLocalTime(iso(to))}
              onChange={(_, { value }) => onChange({ from: iso(from), to: fromLocalTime(value) })}
            />
          </Field>
        </>
      )}
      <div className={styles.live}>
        <Switch
          label={words('live')}
          checked={isLive}
          onChange={(_, { checked }) =>
            onChange(
              checked ? { from: preset ?? iso(from), to: undefined } : { from: preset ?? iso(from), to: iso(asOf) },
            )
          }
        />
        <span className={styles.quiet}>
          {isLive ? words('asOf', { time: formats.moment(iso(asOf)) }) : formats.moment(iso(to))}
        </span>
      </div>
    </>
  )
}
