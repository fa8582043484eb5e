import { useService } from '../../../shared/api-client/service.ts'
import { useWords } from '../../../shared/languages/words.ts'
import { TextLink } from '../../../shared/ui/navigation/TextLink.tsx'
import { Section } from '../../../shared/ui/page/Section.tsx'
import { Markdown } from '../../../shared/ui/values/Markdown.tsx'
import { apiHref } from '../api-view.ts'
import { useApi } from '../use-api.ts'
import { ApiFacts } from './ApiFacts.tsx'
import { summaryWords } from './summary-words.ts'
import { TagsEditor } from './TagsEditor.tsx'

/** What an API is, where it is called, by what it is found. */
export function SummaryPage() {
  const words = useWords(summaryWords)
  const service = useService()
  const { name, properties } = useApi()
  const settings = <TextLink href={apiHref(service.name, name, 'settings')}>{words('editSettings')}</TextLink>
  return (
    <>
      <Section title={words('facts')}>
        <ApiFacts />
      </Section>
      <Section title={words('description')} actions={settings}>
        {properties.description ? (
          <div translate="no">
            <Markdown text={properties.description} />
          </div>
        ) : (
          <p>{words('noDescription')}</p>
        )}
      </Section>
      <Section title={words('tags')} description={words('tagsHint')}>
        <TagsEditor />
      </Section>
    </>
  )
}
