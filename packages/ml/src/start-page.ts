/** What a browser sees at the root of the ML role. */
export const startPage = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Sluice: machine-learning web services</title></head>
<body>
<h1>Sluice: machine-learning web services</h1>
<p>This address scores rows with published web services:</p>
<pre>POST /workspaces/{workspace}/services/{endpoint}/execute?api-version=2.0&amp;details=true
Authorization: Bearer {key}</pre>
<p>Each web service is described at <code>/workspaces/{workspace}/services/{endpoint}/swagger.json</code>.</p>
<p><code>npx sluice status</code> prints the ids of this installation.</p>
</body>
</html>
`
