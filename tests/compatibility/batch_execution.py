"""The tutorial's batch execution program, in Python 3: uploads a file, scores it in a job and saves the result.

    python3 batch_execution.py URL KEY ACCOUNT_NAME ACCOUNT_KEY ACCOUNT_URL CONTAINER INPUT OUTPUT [SUBSCRIPTION_KEY]

URL ends with /jobs. ACCOUNT_URL is the address of the blob service, which the original took from the account's name.
"""

import json
import sys
import time
import urllib.request
from urllib.error import HTTPError

from azure.storage.blob import BlobServiceClient

url, api_key, account_name, account_key, account_url, container_name, input_file, output_file = sys.argv[1:9]
subscription_key = sys.argv[9] if len(sys.argv) > 9 else ""


def headers_with(more):
    headers = {"Authorization": "Bearer " + api_key}
    headers.update(more)
    if subscription_key:
        headers["Ocp-Apim-Subscription-Key"] = subscription_key
    return headers


def print_http_error(error):
    print("The request failed with status code: " + str(error.code))
    # The headers carry the request id and the time, which help to find the failure.
    print(error.headers)
    print(json.loads(error.read().decode("utf-8")))


def save_blob_to_file(blob_url, label):
    print("Reading the result from " + blob_url.split("?")[0])
    response = urllib.request.urlopen(blob_url)
    with open(output_file, "wb") as file:
        file.write(response.read())
    print(label + " have been written to the file " + output_file)


def process_results(result):
    for output_name, location in result["Results"].items():
        print("The results for " + output_name + " are available at the following Azure Storage location:")
        print("BaseLocation: " + location["BaseLocation"])
        print("RelativeLocation: " + location["RelativeLocation"])
        print("SasBlobToken: " + location["SasBlobToken"])
        blob_url = location["BaseLocation"] + location["RelativeLocation"] + location["SasBlobToken"]
        save_blob_to_file(blob_url, "The results for " + output_name)


def upload_file_to_blob(input_blob_name):
    service = BlobServiceClient(
        account_url, credential={"account_name": account_name, "account_key": account_key}
    )
    print("Uploading the input to blob storage...")
    container = service.get_container_client(container_name)
    if not container.exists():
        container.create_container()
    with open(input_file, "rb") as data:
        container.upload_blob(input_blob_name, data, blob_type="BlockBlob", overwrite=True)


def invoke_batch_execution_service():
    input_blob_name = "mydatablob.csv"
    upload_file_to_blob(input_blob_name)
    # Name and key alone, as the tutorial gives them.
    connection_string = (
        "DefaultEndpointsProtocol=https;AccountName=" + account_name + ";AccountKey=" + account_key
    )
    payload = {
        "Input": {
            "ConnectionString": connection_string,
            "RelativeLocation": "/" + container_name + "/" + input_blob_name,
        },
        "Outputs": {
            "output1": {
                "ConnectionString": connection_string,
                "RelativeLocation": "/" + container_name + "/myresultsblob.csv",
            },
        },
        "GlobalParameters": {},
    }
    body = str.encode(json.dumps(payload))
    print("Submitting the job...")
    request = urllib.request.Request(
        url + "?api-version=2.0", body, headers_with({"Content-Type": "application/json"})
    )
    try:
        response = urllib.request.urlopen(request)
    except HTTPError as error:
        print_http_error(error)
        return 1
    result = response.read().decode("utf-8")
    job_id = result[1:-1]  # without the quotes around it
    print("Job ID: " + job_id)

    print("Starting the job...")
    request = urllib.request.Request(
        url + "/" + job_id + "/start?api-version=2.0", b"", headers_with({"Content-Type": "application/json"})
    )
    try:
        urllib.request.urlopen(request)
    except HTTPError as error:
        print_http_error(error)
        return 1

    status_url = url + "/" + job_id + "?api-version=2.0"
    while True:
        print("Checking the job status...")
        request = urllib.request.Request(status_url, headers=headers_with({}))
        try:
            response = urllib.request.urlopen(request)
        except HTTPError as error:
            print_http_error(error)
            return 1
        result = json.loads(response.read().decode("utf-8"))
        status = result["StatusCode"]
        print("status:" + status)
        if status == "Failed":
            print("Job " + job_id + " failed!")
            print("Error details: " + result["Details"])
            return 1
        if status == "Cancelled":
            print("Job " + job_id + " cancelled!")
            return 1
        if status == "Finished":
            print("Job " + job_id + " finished!")
            process_results(result)
            return 0
        time.sleep(1)


sys.exit(invoke_batch_execution_service())
