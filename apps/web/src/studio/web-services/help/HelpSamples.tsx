import { Field, Select, Switch } from '@fluentui/react-components'
import type { EndpointHelpCall } from '@sluice/contracts'
import { useState } from 'react'
import { allows, useSession } from '../../../shared/auth/session.ts'
import { useWords } from '../../../shared/languages/words.ts'
import { loadPreference, savePreference } from '../../../shared/theme/preference.ts'
import { CodeBlock } from '../../../shared/ui/code/CodeBlock.tsx'
import { useMessages } from '../../../shared/ui/feedback/use-messages.tsx'
import { Tabs } from '../../../shared/ui/navigation/Tabs.tsx'
import { Section } from '../../../shared/ui/page/Section.tsx'
import styles from './help.module.css'
import { helpWords } from './help-words.ts'
import { withKey } from './with-key.ts'

const languages = [
  { id: 'csharp', label: 'C#' },
  { id: 'python', label: 'Python 3' },
  { id: 'r', label: 'R' },
  { id: 'curl', label: 'curl' },
] as const

/** Programs that make the call; what is copied holds the real key. */
export function HelpSamples({
  calls,
  language,
  onLanguage,
  loadKey,
}: {
  readonly calls: readonly EndpointHelpCall[]
  readonly language: string | undefined
  readonly onLanguage: (language: string) => void
  readonly loadKey: () => Promise<string>
}) {
  const words = useWords(helpWords)
  const messages = useMessages()
  const mayHaveKey = allows(useSession(), 'publisher')
  const sampled = calls.filter(({ samples }) => samples !== undefined)
  const [title, setTitle] = useState<string>()
  const [key, setKey] = useState<string>()
  const call = sampled.find((one) => one.title === title) ?? sampled[0]
  if (call?.samples === undefined) return null
  const wanted = language ?? loadPreference('sampleLanguage')
  const chosen = languages.find(({ id }) => id === wanted) ?? languages[0]
  const text = call.samples[chosen.id]
  const show = async (isShown: boolean) => {
    try {
      setKey(isShown ? await loadKey() : undefined)
    } catch (error) {
      messages.failed(words('realKeyFailed'), error)
    }
  }
  return (
    <div id="samples">
      <Section title={words('sample')}>
        <div className={styles.samples}>
          <div className={styles.bar}>
            {sampled.length > 1 && (
              <Field label={words('call')}>
                <Select value={call.title} onChange={(_, { value }) => setTitle(value)}>
                  {sampled.map((one) => (
                    <option key={one.title}>{one.title}</option>
                  ))}
                </Select>
              </Field>
            )}
            {mayHaveKey && (
              <Field hint={words('realKeyHint')}>
                <Switch
                  label={words('realKey')}
                  checked={key !== undefined}
                  onChange={(_, { checked }) => void show(checked)}
                />
              </Field>
            )}
          </div>
          <Tabs
            label={words('languages')}
            isTranslated={false}
            selected={chosen.id}
            onSelect={(id) => {
              savePreference('sampleLanguage', id)
              onLanguage(id)
            }}
            tabs={languages}
          />
          <CodeBlock
            label={words('sampleOf', { language: chosen.label })}
            text={key === undefined ? text : withKey(text, key)}
            copy={mayHaveKey ? async () => withKey(text, key ?? (await loadKey())) : text}
          />
        </div>
      </Section>
    </div>
  )
}
