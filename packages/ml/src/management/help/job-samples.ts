import { type BatchSample, sampleConnectionString, sampleContainer, toBatchRequest } from '../batch-sample.ts'
import { type CodeSamples, replaceKey } from './code-samples.ts'
import { toCSharp, toJsonText, toPython, toR, toShell } from './literals.ts'

const replaceStorage = 'Replace it with the connection string of your storage account'

/**
 * Programs that upload the inputs, submit a job, start it, wait for its end and download the results. Key and connection
 * string are taken from the environment where they are set there.
 */
export const jobSamples = (url: string, sample: BatchSample): CodeSamples => ({
  curl: curlSample(url, sample),
  python: pythonSample(url, sample),
  csharp: csharpSample(url, sample),
  r: rSample(url, sample),
})

const curlSample = (
  url: string,
  sample: BatchSample,
) => `# The inputs must be in the storage account; other samples upload them.
API_KEY="\${API_KEY:-abc123}" # ${replaceKey}
JOBS=${toShell(url)}

JOB_ID=$(curl --silent --show-error --request POST \\
  --header "Authorization: Bearer $API_KEY" \\
  --header 'Content-Type: application/json' \\
  --data-binary @- "$JOBS?api-version=2.0" <<'END_OF_BODY' | tr -d '"'
${toJsonText(toBatchRequest(sample))}
END_OF_BODY
)
curl --silent --show-error --request POST --header "Authorization: Bearer $API_KEY" --data '' \\
  "$JOBS/$JOB_ID/start?api-version=2.0"
while true; do
  STATUS=$(curl --silent --show-error --header "Authorization: Bearer $API_KEY" "$JOBS/$JOB_ID?api-version=2.0")
  echo "$STATUS"
  case "$STATUS" in *'"Running"'* | *'"NotStarted"'*) sleep 1 ;; *) break ;; esac
done
`

const pythonSample = (url: string, { inputs, outputs, parameters }: BatchSample) => `import json
import os
import time
import urllib.error
import urllib.request

from azure.core.exceptions import ResourceExistsError
from azure.storage.blob import ContainerClient  # pip install azure-storage-blob; Debian: python3-azure-storage

api_key = os.environ.get("API_KEY", "abc123")  # ${replaceKey}
# ${replaceStorage}
connection_string = os.environ.get(
    "STORAGE_CONNECTION_STRING",
    ${JSON.stringify(sampleConnectionString)},
)
container_name = ${JSON.stringify(sampleContainer)}
jobs = ${JSON.stringify(url)}
# Files on this machine; each has the same name in the container.
inputs = ${toPython(inputs)}
outputs = ${toPython(outputs)}
parameters = ${toPython(parameters)}


def call(method, url, data=None):
    headers = {"Content-Type": "application/json", "Authorization": "Bearer " + api_key}
    request = urllib.request.Request(url, data=data, headers=headers, method=method)
    try:
        with urllib.request.urlopen(request) as response:
            return response.read().decode("utf-8")
    except urllib.error.HTTPError as error:
        print("The request failed with status code", error.code)
        # The headers include the request id and the time, which help to find the failure.
        print(error.headers)
        print(error.read().decode("utf-8"))
        raise SystemExit(1)


def location(file):
    return {"ConnectionString": connection_string, "RelativeLocation": container_name + "/" + file}


container = ContainerClient.from_connection_string(connection_string, container_name)
try:
    container.create_container()
except ResourceExistsError:
    pass
for file in inputs.values():
    print("Uploading", file)
    with open(file, "rb") as content:
        container.upload_blob(file, content, overwrite=True)

payload = {
    "Inputs": {name: location(file) for name, file in inputs.items()},
    "Outputs": {name: location(file) for name, file in outputs.items()},
    "GlobalParameters": parameters,
}
job_id = json.loads(call("POST", jobs + "?api-version=2.0", json.dumps(payload).encode("utf-8")))
print("Submitted", job_id)
call("POST", jobs + "/" + job_id + "/start?api-version=2.0", b"")
while True:
    result = json.loads(call("GET", jobs + "/" + job_id + "?api-version=2.0"))
    status = result["StatusCode"]
    print(status)
    if status not in ("NotStarted", "Running"):
        break
    time.sleep(1)
if status != "Finished":
    print("The job did not finish:", result["Details"])
    raise SystemExit(1)
for name, place in result["Results"].items():
    url = place["BaseLocation"] + place["RelativeLocation"] + place["SasBlobToken"]
    urllib.request.urlretrieve(url, outputs[name])
    print("Downloaded", outputs[name])
`

const csharpSample = (url: string, { inputs, outputs, parameters }: BatchSample) => `using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Threading.Tasks;
using Azure.Storage.Blobs; // dotnet add package Azure.Storage.Blobs

class Program
{
    static async Task Main()
    {
        string apiKey = Environment.GetEnvironmentVariable("API_KEY") ?? "abc123"; // ${replaceKey}
        // ${replaceStorage}
        string connectionString = Environment.GetEnvironmentVariable("STORAGE_CONNECTION_STRING")
            ?? ${toCSharp(sampleConnectionString)};
        string containerName = ${toCSharp(sampleContainer)};
        string jobs = ${toCSharp(url)};
        // Files on this machine; each has the same name in the container.
        var inputs = new Dictionary<string, string>
        {${toCSharpEntries(inputs)}
        };
        var outputs = new Dictionary<string, string>
        {${toCSharpEntries(outputs)}
        };
        object Location(string file) => new { ConnectionString = connectionString, RelativeLocation = containerName + "/" + file };

        var container = new BlobContainerClient(connectionString, containerName);
        await container.CreateIfNotExistsAsync();
        foreach (string file in inputs.Values)
        {
            await container.GetBlobClient(file).UploadAsync(file, overwrite: true);
        }

        string body = JsonSerializer.Serialize(new
        {
            Inputs = inputs.ToDictionary(one => one.Key, one => Location(one.Value)),
            Outputs = outputs.ToDictionary(one => one.Key, one => Location(one.Value)),
            GlobalParameters = JsonSerializer.Deserialize<JsonElement>(${toCSharp(JSON.stringify(parameters))}),
        });
        using var client = new HttpClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", apiKey);
        var content = new StringContent(body, Encoding.UTF8, "application/json");
        HttpResponseMessage submitted = await client.PostAsync(jobs + "?api-version=2.0", content);
        string answer = await submitted.Content.ReadAsStringAsync();
        if (!submitted.IsSuccessStatusCode)
        {
            Console.WriteLine("The request failed with status code: {0}", submitted.StatusCode);
            // The headers include the request id and the time, which help to find the failure.
            Console.WriteLine(submitted.Headers.ToString());
            Console.WriteLine(answer);
            return;
        }
        string jobId = JsonSerializer.Deserialize<string>(answer);
        (await client.PostAsync(jobs + "/" + jobId + "/start?api-version=2.0", null)).EnsureSuccessStatusCode();
        while (true)
        {
            using JsonDocument status = JsonDocument.Parse(await client.GetStringAsync(jobs + "/" + jobId + "?api-version=2.0"));
            string code = status.RootElement.GetProperty("StatusCode").GetString();
            Console.WriteLine(code);
            if (code == "NotStarted" || code == "Running")
            {
                await Task.Delay(1000);
                continue;
            }
            if (code != "Finished")
            {
                Console.WriteLine(status.RootElement.GetProperty("Details").ToString());
                return;
            }
            using var download = new HttpClient();
            foreach (JsonProperty result in status.RootElement.GetProperty("Results").EnumerateObject())
            {
                string Text(string name) => result.Value.GetProperty(name).GetString();
                string address = Text("BaseLocation") + Text("RelativeLocation") + Text("SasBlobToken");
                File.WriteAllBytes(outputs[result.Name], await download.GetByteArrayAsync(address));
                Console.WriteLine("Downloaded {0}", outputs[result.Name]);
            }
            return;
        }
    }
}
`

const toCSharpEntries = (files: Readonly<Record<string, string>>): string =>
  Object.entries(files)
    .map(([name, file]) => `\n            [${toCSharp(name)}] = ${toCSharp(file)},`)
    .join('')

const rSample = (url: string, { inputs, outputs, parameters }: BatchSample) => `library("httr")
library("jsonlite")
library("AzureStor")

api_key <- Sys.getenv("API_KEY", "abc123") # ${replaceKey}
# Replace them with the address of the blob service and the key of your storage account
endpoint <- blob_endpoint(
  Sys.getenv("STORAGE_ENDPOINT", "https://mystorageacct.blob.core.windows.net"),
  key = Sys.getenv("STORAGE_KEY", "mystorageacctKey")
)
connection_string <- Sys.getenv("STORAGE_CONNECTION_STRING", ${toR(sampleConnectionString)})
container_name <- ${toR(sampleContainer)}
jobs <- ${toR(url)}
# Files on this machine; each has the same name in the container.
inputs <- fromJSON(${toR(JSON.stringify(inputs))}, simplifyVector = FALSE)
outputs <- fromJSON(${toR(JSON.stringify(outputs))}, simplifyVector = FALSE)
parameters <- fromJSON(${toR(JSON.stringify(parameters))}, simplifyVector = FALSE)
key <- add_headers(Authorization = paste("Bearer", api_key))
location <- function(file) {
  list(ConnectionString = connection_string, RelativeLocation = paste0(container_name, "/", file))
}

container <- tryCatch(create_blob_container(endpoint, container_name),
                      error = function(e) blob_container(endpoint, container_name))
for (file in inputs) upload_blob(container, file, file)

body <- toJSON(list(Inputs = lapply(inputs, location), Outputs = lapply(outputs, location),
                    GlobalParameters = parameters), auto_unbox = TRUE, null = "null")
submitted <- POST(paste0(jobs, "?api-version=2.0"), key, content_type_json(), body = body)
if (http_error(submitted)) {
  print(paste("The request failed with status code", status_code(submitted)))
  # The headers include the request id and the time, which help to find the failure.
  print(headers(submitted))
  stop(content(submitted, as = "text", encoding = "UTF-8"))
}
job_id <- content(submitted, as = "parsed")
stop_for_status(POST(paste0(jobs, "/", job_id, "/start?api-version=2.0"), key))
repeat {
  result <- content(GET(paste0(jobs, "/", job_id, "?api-version=2.0"), key), as = "parsed")
  print(result$StatusCode)
  if (!(result$StatusCode %in% c("NotStarted", "Running"))) break
  Sys.sleep(1)
}
if (result$StatusCode != "Finished") stop(result$Details)
for (name in names(result$Results)) {
  place <- result$Results[[name]]
  download.file(paste0(place$BaseLocation, place$RelativeLocation, place$SasBlobToken), outputs[[name]], mode = "wb")
}
`
