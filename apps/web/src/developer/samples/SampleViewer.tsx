import { Button, Menu, MenuItemRadio, MenuList, MenuPopover, MenuTrigger } from '@fluentui/react-components'
import { ChevronDownRegular } from '@fluentui/react-icons'
import { useWords } from '../../shared/languages/words.ts'
import { loadPreference, savePreference } from '../../shared/theme/preference.ts'
import { CodeBlock } from '../../shared/ui/code/CodeBlock.tsx'
import { ErrorState } from '../../shared/ui/feedback/ErrorState.tsx'
import { Loading } from '../../shared/ui/feedback/Loading.tsx'
import { Tabs } from '../../shared/ui/navigation/Tabs.tsx'
import styles from './SampleViewer.module.css'
import { maxSampleText, type SampleSource } from './sample-source.ts'
import { sampleWords } from './sample-words.ts'
import { loadRealSample, useSamples } from './use-samples.ts'

/** So many languages stand side by side; the others are in a menu. */
const shownLanguages = 5

/** Code that makes a call, in the language of choice; what is chosen is remembered on this machine. */
export function SampleViewer({
  source,
  language,
  onLanguage,
}: {
  readonly source: SampleSource
  /** Of the address of the page; undefined = the last one that was chosen. */
  readonly language: string | undefined
  readonly onLanguage: (language: string) => void
}) {
  const words = useWords(sampleWords)
  const isTooLong = (source.text?.length ?? 0) > maxSampleText
  const { data, error, refetch } = useSamples(isTooLong ? { ...source, text: undefined } : source)
  if (isTooLong) return <p className={styles.note}>{words('tooLong')}</p>
  if (data === undefined)
    return error === null ? <Loading /> : <ErrorState error={error} onRetry={() => void refetch()} />
  const wanted = language ?? loadPreference('sampleLanguage')
  const chosen = data.find(({ id }) => id === wanted) ?? data[0]
  if (chosen === undefined) return null
  const choose = (id: string) => {
    savePreference('sampleLanguage', id)
    onLanguage(id)
  }
  const first = data.slice(0, shownLanguages)
  const rest = data.slice(shownLanguages)
  const tabs = first.includes(chosen) ? first : [...first, chosen]
  return (
    <div className={styles.viewer}>
      <div className={styles.languages}>
        <Tabs
          size="small"
          className={styles.tabs}
          label={words('languages')}
          isTranslated={false}
          selected={chosen.id}
          onSelect={choose}
          tabs={tabs.map(({ id, title }) => ({ id: id as string, label: title }))}
        />
        {rest.length > 0 && (
          <Menu
            checkedValues={{ language: [chosen.id] }}
            onCheckedValueChange={(_, { checkedItems }) => choose(checkedItems[0] ?? chosen.id)}
          >
            <MenuTrigger disableButtonEnhancement>
              <Button appearance="subtle" size="small" icon={<ChevronDownRegular />} iconPosition="after">
                {words('more')}
              </Button>
            </MenuTrigger>
            <MenuPopover>
              <MenuList>
                {rest.map(({ id, title }) => (
                  <MenuItemRadio key={id} name="language" value={id} translate="no">
                    {title}
                  </MenuItemRadio>
                ))}
              </MenuList>
            </MenuPopover>
          </Menu>
        )}
      </div>
      {error !== null && <p className={styles.note}>{words('empty', { reason: error.message })}</p>}
      <CodeBlock
        label={words('sample', { language: chosen.title })}
        text={chosen.text}
        copy={() => loadRealSample(source, chosen.id)}
      />
      {source.headers.some(({ isSecret, value }) => isSecret && value !== '') && (
        <p className={styles.note}>{words('secretsShort')}</p>
      )}
    </div>
  )
}
