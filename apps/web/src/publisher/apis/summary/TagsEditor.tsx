import { Combobox, Option, Tag, TagGroup } from '@fluentui/react-components'
import type { TagProperties } from '@sluice/contracts'
import { useState } from 'react'
import type { Resource } from '../../../shared/api-client/resource.ts'
import { useService } from '../../../shared/api-client/service.ts'
import { useAllResources, useArmChange } from '../../../shared/api-client/use-resource.ts'
import { useMay } from '../../../shared/auth/use-may.ts'
import { useWords } from '../../../shared/languages/words.ts'
import { useMessages } from '../../../shared/ui/feedback/use-messages.tsx'
import { apiPath, baseNameOf } from '../api-view.ts'
import { identifierOf } from '../identifier-of.ts'
import { useApi } from '../use-api.ts'
import styles from './summary.module.css'
import { summaryWords } from './summary-words.ts'

type TagResource = Resource<TagProperties>

const newTag = '\u0000new'

/** The tags of an API: taken away with a click, added by their name; one that is not there yet is created. */
export function TagsEditor() {
  const words = useWords(summaryWords)
  const service = useService()
  const messages = useMessages()
  const mayWrite = useMay('publisher')
  const { name } = useApi()
  const path = `${apiPath(service.id, baseNameOf(name))}/tags`
  const { data: own = [] } = useAllResources<TagProperties>(path)
  const { data: all = [] } = useAllResources<TagProperties>(`${service.id}/tags`, { $orderby: 'displayName asc' })
  const { mutateAsync } = useArmChange()
  const [text, setText] = useState('')

  const link = (tag: string, method: 'PUT' | 'DELETE') =>
    mutateAsync({ path: `${path}/${tag}`, method, ...(method === 'DELETE' ? { ifMatch: '*' } : {}) })
  const tell = async (work: Promise<unknown>, done: () => void) => {
    try {
      await work
      done()
    } catch (error) {
      messages.failed(words('tagFailed'), error)
    }
  }
  const add = (tag: TagResource) => {
    setText('')
    void tell(link(tag.name, 'PUT'), () => messages.done(words('tagAdded', { name: tag.properties.displayName })))
  }
  const create = (displayName: string) => {
    setText('')
    const tag = identifierOf(displayName) || crypto.randomUUID()
    const work = async () => {
      await mutateAsync({ path: `${service.id}/tags/${tag}`, method: 'PUT', body: { properties: { displayName } } })
      await link(tag, 'PUT')
    }
    void tell(work(), () => messages.done(words('tagAdded', { name: displayName })))
  }
  const remove = (tag: TagResource) =>
    void tell(link(tag.name, 'DELETE'), () =>
      messages.undoable(words('tagRemoved', { name: tag.properties.displayName }), () => add(tag)),
    )

  const typed = text.trim()
  const isOwn = ({ name: id }: TagResource) => own.some((one) => one.name === id)
  const lower = typed.toLowerCase()
  const offered = all.filter((tag) => !isOwn(tag) && tag.properties.displayName.toLowerCase().includes(lower))
  const isKnown = all.some(({ properties }) => properties.displayName.toLowerCase() === lower)
  return (
    <div className={styles.tags}>
      {own.length === 0 ? (
        <p>{words('noTags')}</p>
      ) : (
        <TagGroup
          aria-label={words('tags')}
          className={styles.tagGroup}
          onDismiss={(_, { value }) => {
            const tag = own.find((one) => one.name === value)
            if (tag !== undefined) remove(tag)
          }}
        >
          {own.map((tag) => (
            <Tag
              key={tag.name}
              value={tag.name}
              dismissible={mayWrite}
              dismissIcon={{ 'aria-label': words('removeTag', { name: tag.properties.displayName }) }}
              translate="no"
            >
              {tag.properties.displayName}
            </Tag>
          ))}
        </TagGroup>
      )}
      {mayWrite && (
        <Combobox
          freeform
          className={styles.tagInput}
          aria-label={words('addTag')}
          placeholder={words('addTag')}
          value={text}
          selectedOptions={[]}
          onChange={(event) => setText(event.target.value)}
          onOptionSelect={(_, { optionValue }) => {
            const tag = all.find((one) => one.name === optionValue)
            if (optionValue === newTag) create(typed)
            else if (tag !== undefined) add(tag)
          }}
        >
          {offered.map((tag) => (
            <Option key={tag.name} value={tag.name} text={tag.properties.displayName}>
              {tag.properties.displayName}
            </Option>
          ))}
          {typed !== '' && !isKnown && (
            <Option value={newTag} text={typed}>
              {words('createTag', { name: typed })}
            </Option>
          )}
        </Combobox>
      )}
    </div>
  )
}
