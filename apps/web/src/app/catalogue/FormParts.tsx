import * as z from 'zod'
import { ApiError } from '../../shared/api-client/api-error.ts'
import { SignInForm } from '../../shared/auth/SignInForm.tsx'
import {
  CheckboxField,
  ChecklistField,
  NumberField,
  SelectField,
  SwitchField,
  TextAreaField,
  TextField,
} from '../../shared/forms/fields.tsx'
import { ResourceForm } from '../../shared/forms/ResourceForm.tsx'
import { Section } from '../../shared/ui/page/Section.tsx'

const schema = z.object({
  displayName: z.string().min(1, 'A name is needed'),
  description: z.string(),
  calls: z.number({ error: 'A number is needed' }).min(1).nullable(),
  state: z.string(),
  isOpen: z.boolean(),
  isPublished: z.boolean(),
  protocols: z.array(z.string()).min(1, 'At least one is needed'),
})
type Values = z.infer<typeof schema>

const saved: Values = {
  displayName: 'Starter',
  description: '',
  calls: 5,
  state: 'published',
  isOpen: false,
  isPublished: true,
  protocols: ['https'],
}

const newer = { ...saved, description: 'Somebody else wrote this.' }
/** What becomes of a save follows from the name that is typed. */
async function save({ displayName }: Values, _: string | undefined, isForced: boolean): Promise<void> {
  if (displayName === 'conflict' && !isForced)
    throw new ApiError({ status: 412, code: 'PreconditionFailed', message: '' })
  if (displayName === 'fault') {
    throw new ApiError({
      status: 400,
      code: 'ValidationError',
      message: 'One or more fields contain incorrect values.',
      faults: [
        { code: 'ValidationError', target: 'properties.displayName', message: 'is taken' },
        { code: 'ValidationError', target: 'properties.elsewhere', message: 'belongs to no field' },
      ],
    })
  }
}

export function FormParts() {
  return (
    <>
      <Section
        title="A form"
        description="Save with the name “conflict” or “fault”, or with none, to see what happens."
      >
        <ResourceForm
          schema={schema}
          saved={saved}
          onSave={save}
          versions={{ entityTag: '"1"', load: async () => newer }}
          fieldLabels={{ displayName: 'Name', description: 'Description' }}
        >
          {({ control }) => (
            <>
              <TextField control={control} name="displayName" label="Name" isRequired hint="As people read it" />
              <TextAreaField control={control} name="description" label="Description" />
              <NumberField control={control} name="calls" label="Calls a minute" min={1} />
              <SelectField
                control={control}
                name="state"
                label="State"
                choices={[
                  { value: 'published', label: 'Published' },
                  { value: 'notPublished', label: 'Not published' },
                ]}
              />
              <CheckboxField control={control} name="isOpen" label="Open" hint="Needs no subscription" />
              <SwitchField control={control} name="isPublished" label="Published" />
              <ChecklistField
                control={control}
                name="protocols"
                label="Protocols"
                isRequired
                choices={[
                  { value: 'http', label: 'HTTP' },
                  { value: 'https', label: 'HTTPS' },
                ]}
              />
              <TextField control={control} name="displayName" label="Without permission" isDisabled />
            </>
          )}
        </ResourceForm>
      </Section>
      <Section title="Sign-in">
        <SignInForm service={undefined} />
      </Section>
    </>
  )
}
