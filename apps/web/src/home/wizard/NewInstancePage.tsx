export const NewInstancePage = () => null
