"""The desk's page: an edition arranged, compared, searched, tested and approved in a browser.

In: an edition's record, the decisions on it, and the workflows that approve and send. Out: handlers of requests for the
web application of ``review.app``. ``sheet`` has the rows and ``updates`` the decisions that can be made on them;
``views`` shows them, and each other tab and dialog has a module of its own.
"""
