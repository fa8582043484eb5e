import type { GroupProperties } from '@sluice/contracts'
import { type ReadResource, readResource } from '../../shared/api-client/resource.ts'
import { useArmChange } from '../../shared/api-client/use-resource.ts'
import { useMay } from '../../shared/auth/use-may.ts'
import { ResourceForm } from '../../shared/forms/ResourceForm.tsx'
import { useWords } from '../../shared/languages/words.ts'
import { GroupFields } from './GroupFields.tsx'
import { fromGroup, groupValues, toGroup } from './group-values.ts'
import { groupWords } from './group-words.ts'

/** What a group is called and where it comes from. */
export function GroupSettings({ group }: { readonly group: ReadResource<GroupProperties> }) {
  const words = useWords(groupWords)
  const { mutateAsync } = useArmChange()
  const mayChange = useMay('publisher')
  const { id, properties, entityTag } = group
  return (
    <ResourceForm
      key={id}
      schema={groupValues}
      saved={fromGroup(properties)}
      draftName={`group ${id}`}
      fieldLabels={{
        displayName: words('displayName'),
        description: words('descriptionField'),
        type: words('type'),
        externalId: words('externalId'),
      }}
      versions={{ entityTag, load: async () => fromGroup((await readResource<GroupProperties>(id)).properties) }}
      onSave={(values, ifMatch) =>
        mutateAsync({
          path: id,
          method: 'PATCH',
          ifMatch,
          body: { properties: toGroup(values) },
        })
      }
    >
      {(form) => <GroupFields form={form} isDisabled={!mayChange} />}
    </ResourceForm>
  )
}
