import { useApi } from '../apis/use-api.ts'
import { PolicyEditor } from './PolicyEditor.tsx'

/** The policy document of an API, below its tabs. */
export const ApiPoliciesPage = () => <PolicyEditor path={useApi().id} scope="api" />
